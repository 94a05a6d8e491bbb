"""People and the log of sign-ins in the editors' pages."""

from django.contrib import admin
from django.contrib.auth.models import User
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from accounts.admin.log import SignInEventPages
from accounts.admin.people import PeoplePages
from accounts.models import SignInEvent

# Imported through their own admin modules, which put them there. Nobody has to see a key.
admin.site.unregister([StaticDevice, TOTPDevice, User])
admin.site.register(User, PeoplePages)
admin.site.register(SignInEvent, SignInEventPages)
