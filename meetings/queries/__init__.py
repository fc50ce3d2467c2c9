"""What is read of meetings, decisions, consultations, tasks and papers."""
