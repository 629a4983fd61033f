"""A file that nobody came back for does not stay."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shian.cli.work import work
from shian.doors.chores import holding
from shian.kernel.refused import Missing


@pytest.mark.django_db
def test_the_clock_sweeps_what_lies_longer_than_the_office_allows(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT, settings.SHIAN_UPLOAD_HOURS = tmp_path, 6
    monkeypatch.setattr("shian.cli.work.make_round", lambda now: None)
    old, fresh = (holding.hold(SimpleUploadedFile("名册.csv", text)) for text in (b"a,b", b"c,d"))
    now = timezone.now()
    os.utime(tmp_path / "imports" / old.hex, times=((now - timedelta(hours=7)).timestamp(),) * 2)
    monkeypatch.setattr("shian.cli.work.deliver_all", lambda follows, now: None)
    work(now, tick_too=True)
    with pytest.raises(Missing), holding.opened(old, "名册.csv"):
        pass
    with holding.opened(fresh, "名册.csv") as path:
        assert path.read_bytes() == b"c,d"
