from serving.models.limits import RateCount
from serving.models.pagecache import Change, Generation

__all__ = ["Change", "Generation", "RateCount"]
