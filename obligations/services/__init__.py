"""Writing flags, waivers and days off; reading the outlook on any day."""
