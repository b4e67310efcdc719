"""Changes of the chart: posts and departments, lines of reporting, process teams, head counts, and who holds a post."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from workbench.design import Design
from workbench.fit.codes import Element
from workbench.organization import Department, Holding, Organization, TeamMember
from workbench.redesign.changes.change import ChangeCosts, Touched, conflict, touched_in, unknown
from workbench.redesign.changes.composing import EditingChange
from workbench.redesign.changes.edits import Edit, RowEdit, Rows
from workbench.redesign.changes.looking_up import (
    adding,
    department_in,
    post_in,
    process_in,
    removing,
    replacing,
    require_person,
)


@dataclass(frozen=True, kw_only=True)
class MovePost(EditingChange):
    """A post, with all who hold it, moves to another department."""

    kind: ClassVar[str] = "move-post"
    element: ClassVar[Element] = Element.ORGANIZATION
    post: str
    department: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the post in its new department."""
        department_in(design, self.department)
        post = post_in(design, self.post)
        return (replacing(Rows.POSTS, post, replace(post, department=self.department)),)

    def touched(self, design: Design) -> Touched:
        """Return the post, and both departments."""
        return touched_in(design, posts=(self.post,), departments=(self.department,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of moving every person of the post."""
        return costs.move * costs.people_of(self.post)


@dataclass(frozen=True, kw_only=True)
class SetSuperior(EditingChange):
    """A post reports to another one, or to nobody."""

    kind: ClassVar[str] = "set-superior"
    element: ClassVar[Element] = Element.ORGANIZATION
    post: str
    superior: str | None

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the post with its new superior. Raises ConflictError where that one reports to the post."""
        post = post_in(design, self.post)
        if self.superior is not None:
            post_in(design, self.superior)
            if self.post in _line_above(design.organization, self.superior):
                raise conflict("CHANGE_CIRCLE", self.post, self.superior, post=self.post, superior=self.superior)
        return (replacing(Rows.POSTS, post, replace(post, reports_to=self.superior)),)

    def touched(self, design: Design) -> Touched:
        """Return the post, its superior and its superior until now."""
        former = design.organization.post[self.post].reports_to if self.post in design.organization.post else None
        return touched_in(design, posts=(each for each in (self.post, self.superior, former) if each))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of another line of reporting."""
        return costs.line


@dataclass(frozen=True, kw_only=True)
class OpenDepartment(EditingChange):
    """A new department under a head, or a declared one that holds nobody is opened; it stands below where its head reports."""

    kind: ClassVar[str] = "open-department"
    element: ClassVar[Element] = Element.ORGANIZATION
    department: str
    name: str
    head: str | None = None

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the department. Raises ConflictError where one of that id holds posts already."""
        organization = design.organization
        parent = self._parent(design)
        known = organization.department.get(self.department)
        if known is None:
            opened = Department(id=self.department, name=self.name, parent=parent, head=self.head, kind="line")
            return (adding(design, Rows.DEPARTMENTS, opened, lambda each: each.id == self.department),)
        if any(each.department == self.department for each in organization.posts or ()):
            raise conflict("CHANGE_ALREADY", self.department, table="departments")
        return (replacing(Rows.DEPARTMENTS, known, replace(known, name=self.name, head=self.head or known.head, kind="line")),)

    def touched(self, design: Design) -> Touched:
        """Return the department and its head."""
        return touched_in(design, posts=(self.head,) if self.head else (), departments=(self.department,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of opening a department."""
        return costs.opening

    def _parent(self, design: Design) -> str | None:
        """Return the department of the head's superior, else the one that has none above."""
        departments = design.organization.departments or ()
        if self.head is not None:
            superior = design.organization.post.get(post_in(design, self.head).reports_to or "")
            if superior is not None:
                return superior.department
        return next((each.id for each in departments if each.parent is None and each.kind != "process_team"), None)


@dataclass(frozen=True, kw_only=True)
class CloseDepartment(EditingChange):
    """A department that holds nobody any more is closed; what stood below it stands below its parent."""

    kind: ClassVar[str] = "close-department"
    element: ClassVar[Element] = Element.ORGANIZATION
    department: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the chart without the department. Raises ConflictError while posts are in it or data belong to it."""
        organization = design.organization
        closed = department_in(design, self.department)
        inside = [each.id for each in organization.posts or () if each.department == self.department]
        owned = [each.id for each in design.information.data_objects or () if each.owner_department == self.department]
        if inside or owned:
            raise conflict("CHANGE_NOT_EMPTY", self.department, department=self.department, inside=", ".join(inside + owned))
        below = tuple(each for each in organization.departments or () if each.parent == self.department)
        mechanisms = tuple(
            each for each in organization.coordinations or () if self.department in (each.department_a, each.department_b)
        )
        raised = tuple(replace(each, parent=closed.parent) for each in below)
        return (
            *((RowEdit(table=Rows.DEPARTMENTS, out=below, into=raised),) if below else ()),
            RowEdit(table=Rows.DEPARTMENTS, out=(closed,)),
            *((RowEdit(table=Rows.COORDINATIONS, out=mechanisms),) if mechanisms else ()),
        )

    def touched(self, design: Design) -> Touched:
        """Return the department, and those below it."""
        below = (each.id for each in design.organization.departments or () if each.parent == self.department)
        return touched_in(design, departments=(self.department, *below))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of opening a department: closing one is no less."""
        return costs.opening


@dataclass(frozen=True, kw_only=True)
class _OfTeam(EditingChange):
    """What becomes of the place of a post in the team of a process."""

    element: ClassVar[Element] = Element.ORGANIZATION
    process: str
    post: str

    def touched(self, design: Design) -> Touched:
        """Return the post."""
        return touched_in(design, posts=(self.post,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of its representatives, at most two."""
        return costs.team * min(costs.people_of(self.post), 2)


@dataclass(frozen=True, kw_only=True)
class JoinTeam(_OfTeam):
    """A post sends people into the team of a process, and stays in its department (dual line)."""

    kind: ClassVar[str] = "join-team"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the post as a member. Raises ConflictError where it is one already."""
        post_in(design, self.post)
        process_in(design, self.process)
        member = TeamMember(process=self.process, post=self.post)
        members = design.organization.team_members
        if members is None:
            return (RowEdit(table=Rows.TEAM_MEMBERS, into=(member,), begins=True, ends=True),)
        return (adding(design, Rows.TEAM_MEMBERS, member, lambda each: (each.process, each.post) == (self.process, self.post)),)


@dataclass(frozen=True, kw_only=True)
class LeaveTeam(_OfTeam):
    """A post leaves the team of a process."""

    kind: ClassVar[str] = "leave-team"

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the team without the post. Raises ConflictError where it is no member."""
        return (removing(design, Rows.TEAM_MEMBERS, lambda each: (each.process, each.post) == (self.process, self.post)),)


@dataclass(frozen=True, kw_only=True)
class SetHeadcount(EditingChange):
    """A post is to hold so many people."""

    kind: ClassVar[str] = "set-headcount"
    element: ClassVar[Element] = Element.ORGANIZATION
    post: str
    number: int

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the post with its head count. Raises ConflictError where that is negative or the present one."""
        post = post_in(design, self.post)
        if self.number < 0:
            raise unknown("headcount", str(self.number), "0")
        return (replacing(Rows.POSTS, post, replace(post, headcount=self.number)),)

    def touched(self, design: Design) -> Touched:
        """Return the post."""
        return touched_in(design, posts=(self.post,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of every head more or fewer."""
        return costs.head * abs(self.number - costs.people_of(self.post))


@dataclass(frozen=True, kw_only=True)
class HoldPost(EditingChange):
    """A person holds one more post: a second post, or what he was trained for; skills and accounts go with him."""

    kind: ClassVar[str] = "hold-post"
    element: ClassVar[Element] = Element.ORGANIZATION
    person: str
    post: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the holding. Raises ConflictError where the person is unknown, or holds the post without an end."""
        require_person(design, self.person)
        post_in(design, self.post)
        own = next(each for each in design.organization.holdings or () if each.person == self.person)
        held = Holding(person=self.person, post=self.post, skills=own.skills, accounts=own.accounts)
        return (adding(design, Rows.HOLDINGS, held, lambda each: _holds(each, self.person, self.post) and each.until is None),)

    def touched(self, design: Design) -> Touched:
        """Return the post, and those that the person holds."""
        held = (each.post for each in design.organization.holdings or () if each.person == self.person)
        return touched_in(design, posts=(self.post, *held))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of learning a post."""
        return costs.training


@dataclass(frozen=True, kw_only=True)
class ReleasePost(EditingChange):
    """A person no longer holds a post."""

    kind: ClassVar[str] = "release-post"
    element: ClassVar[Element] = Element.ORGANIZATION
    person: str
    post: str

    def edits(self, design: Design) -> tuple[Edit, ...]:
        """Return the holdings without it. Raises ConflictError where the person does not hold the post, or nothing else."""
        require_person(design, self.person)
        mine = [each for each in design.organization.holdings or () if each.person == self.person]
        if all(each.post == self.post for each in mine):
            raise conflict("CHANGE_LAST_POST", self.person, post=self.post)
        return (removing(design, Rows.HOLDINGS, lambda each: _holds(each, self.person, self.post)),)

    def touched(self, design: Design) -> Touched:
        """Return the post."""
        return touched_in(design, posts=(self.post,))

    def cost(self, costs: ChangeCosts) -> float:
        """Return the cost of another line of reporting: what was learnt is not lost."""
        return costs.line


def _holds(holding: Holding, person: str, post: str) -> bool:
    return (holding.person, holding.post) == (person, post)


def _line_above(organization: Organization, post: str) -> tuple[str, ...]:
    """Return a post and all above it, as far as no circle is met."""
    line: list[str] = []
    above: str | None = post
    while above is not None and above in organization.post and above not in line:
        line.append(above)
        above = organization.post[above].reports_to
    return tuple(line)
