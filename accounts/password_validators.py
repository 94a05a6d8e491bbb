"""Django's password validators, with shorter messages."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)

PASSWORDS_DIFFER = "The two passwords are not the same. Type the same one twice."


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"This password is too short. Use at least {self.min_length} characters."

    def get_help_text(self) -> str:
        return f"At least {self.min_length} characters; a few words in a row are easy to remember."


class SimilarityValidator(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "This password is too much like your %(verbose_name)s. Choose another."

    def get_help_text(self) -> str:
        return "Not your user name, name or email, nor anything close to them."


class CommonValidator(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Many people use this password, so it is easy to guess. Choose another."

    def get_help_text(self) -> str:
        return "Not a password that many people use."


class NumericValidator(NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "This password has digits only. Add some letters."

    def get_help_text(self) -> str:
        return "Not digits alone."
