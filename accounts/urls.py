"""Signing in, and one's own account. Django's names where Django looks for them."""

from django.urls import path

from accounts.views import factor, own, passwords, signing

urlpatterns = [
    path("", own.account, name="account"),
    path("login/", signing.sign_in, name="login"),
    path("login/code/", signing.code, name="login-code"),
    path("logout/", signing.sign_out, name="logout"),
    path("second-factor/", factor.set_up, name="second-factor"),
    path("second-factor/off/", factor.remove, name="second-factor-off"),
    path("second-factor/codes/", factor.new_codes, name="recovery-codes"),
    path("password/", passwords.change, name="password_change"),
    path("reset/", passwords.ask, name="password_reset"),
    path("reset/sent/", passwords.sent, name="password_reset_done"),
    path("reset/<uidb64>/<token>/", passwords.choose, name="password_reset_confirm"),
]
