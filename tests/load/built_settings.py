"""Settings of a site that a browser visits: the site's own, its styles and scripts as deployed."""

import os

from careerguide.settings import *  # noqa: F403
from careerguide.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["NODE_DATABASE"]
