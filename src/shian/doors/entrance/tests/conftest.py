from shian.people.tests.conftest import county

__all__ = ["county"]
