#!/bin/sh
# Runs a command of manage.py as the services do: as their user, with the settings of
# /etc/careerguide.env. As root: sh deploy/manage.sh migrate
set -eu
cd /srv/careerguide
set -a
. /etc/careerguide.env
set +a
exec runuser -u careerguide -- .venv/bin/python manage.py "$@"
