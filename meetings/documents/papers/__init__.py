"""What the papers of meetings and of written consultations say: blocks made from the records.

They are in Vietnamese whatever language their reader has chosen.
"""
