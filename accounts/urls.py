"""Sign-in and the user's own account; Django's URL names where Django expects them."""

from django.urls import path

from accounts.views import account, kept_forms, passwords, second_factor, sign_in

urlpatterns = [
    path("", account.account, name="account"),
    path("login/", sign_in.sign_in, name="login"),
    path("login/code/", sign_in.verify_code, name="login-code"),
    path("logout/", sign_in.sign_out, name="logout"),
    path("second-factor/", second_factor.set_up, name="second-factor"),
    path("second-factor/off/", second_factor.turn_off, name="second-factor-off"),
    path("second-factor/codes/", second_factor.renew_recovery_codes, name="recovery-codes"),
    path("kept-forms/<int:pk>/discard/", kept_forms.discard, name="discard-kept-form"),
    path("password/", passwords.change_password, name="password_change"),
    path("reset/", passwords.request_reset, name="password_reset"),
    path("reset/sent/", passwords.reset_sent, name="password_reset_done"),
    path("reset/<uidb64>/<token>/", passwords.reset_password, name="password_reset_confirm"),
]
