"""What the app writes for people and for their programs: papers, calendar files."""
