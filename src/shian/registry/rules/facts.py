"""What grading and appointment rules need to know of a business."""

from dataclasses import dataclass

from shian.packs.schema import Subject


@dataclass(frozen=True, slots=True)
class Facts:
    """None means: nobody wrote it down. That is another thing than nought."""

    kind: str
    sector: str
    form: str = "enterprise"
    tags: frozenset[str] = frozenset()
    employees: int | None = None
    revenue_wan: float | None = None
    area_m2: float | None = None
    seats: int | None = None
    diners: int | None = None
    path: str = ""

    @property
    def industry(self) -> str:
        """The branch of statistics by which its size is told; a seller is retail unless it is known to be wholesale."""
        branch = {"producer": "industry", "caterer": "catering"}
        return branch.get(self.sector, "wholesale" if "wholesale" in self.tags else "retail")

    def subject(self) -> Subject:
        return Subject(kind=self.kind, form=self.form, sector=self.sector, tags=self.tags, path=self.path)
