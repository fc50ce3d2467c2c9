"""Passwords hashed as in the product, for a hundredth of the work."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LightArgon2(Argon2PasswordHasher):
    time_cost, memory_cost, parallelism = 1, 64, 1
