"""Admin of users and of the sign-in log."""

from django.contrib import admin
from django.contrib.auth.models import User
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from accounts.admin.events import SignInEventAdmin
from accounts.admin.users import AccountAdmin
from accounts.models import SignInEvent

# Imported from their own admin modules, which register them first. Nobody needs to see a key.
admin.site.unregister([StaticDevice, TOTPDevice, User])
admin.site.register(User, AccountAdmin)
admin.site.register(SignInEvent, SignInEventAdmin)
