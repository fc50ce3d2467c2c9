"""Judging bodies, writing waivers and days off."""
