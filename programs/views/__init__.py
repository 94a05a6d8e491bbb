"""Program pages. The caller provides the addresses and the career."""

from programs.views.compare import compare
from programs.views.download import programs_csv
from programs.views.finder import finder
from programs.views.institution import institution
from programs.views.routes import routes

__all__ = ["compare", "finder", "institution", "programs_csv", "routes"]
