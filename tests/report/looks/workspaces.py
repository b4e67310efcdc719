"""A workspace of one process, three steps by three posts, with everything that organization and technology can say of it."""

from pathlib import Path

from tests.builders import process

HOSTILE = "</text><script>alert(1)</script>"

TABLES = {
    "organization/departments.csv": f"department_id,name,parent_id\nD0,Head,\nD1,{HOSTILE},D0\nD2,Stores,D0\n",
    "organization/posts.csv": "post_id,name,department_id,headcount,calendar,reports_to\n"
    "B0,Boss,D0,1,DAY,\nS1,Clerk,D1,2,DAY,B0\nS2,Keeper,D2,2,DAY,B0\nS3,Sleeper,D2,1,DAY,S2\n",
    "organization/persons.csv": "person_id,post_id\nanna,S1\nbert,S1\ncarl,S2\ndora,S2\nemil,S3\n",
    "organization/responsibilities.csv": "activity_id,post_id,letter\na,S1,R\na,B0,A\nb,S2,R\nb,S3,R\nc,S1,R\n",
    "organization/coordination.csv": "department_a,department_b,mechanism\n",
    "organization/calendars.yaml": "calendars:\n  DAY:\n    timezone: UTC\n    weekly:\n"
    + "".join(f'      {day}: ["09:00-17:00"]\n' for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")),
    "technology/systems.csv": "system_id,name,kind,business_owner\n"
    "ERP,Planning,application,S1\nWMS,Stock,application,S2\nPAPER,Paper,offline,\n",
    "technology/functions.csv": "function_id,system_id,name,automatic,activities\n"
    "ERP.A,ERP,Order,no,a\nWMS.B,WMS,Move,no,b\nERP.C,ERP,Bill,no,c\n",
    "technology/integrations.csv": "from_system,to_system,data_objects\nERP,WMS,\n",
    "technology/permissions.csv": "post_id,function_id\nS1,ERP.A\nS2,ERP.A\nS1,ERP.C\n",
    "technology/accounts.csv": "account_id,system_id,person_id,kind\nDESK,ERP,,shared\n",
    "information/data_objects.csv": "data_id,name,master_system,owner_department\nO1,Order,ERP,D1\nO2,Note,,\n",
    "information/crud.csv": "activity_id,data_id,operations\na,O1,C\nb,O1,U\nc,O1,R\nb,O2,R\n",
}


def workspace(root: Path, cases: int = 40) -> Path:
    """Write the workspace: a by a clerk, b by a keeper – each fourth on paper –, c by a clerk, or under the account DESK."""
    (root / "models" / "processes").mkdir(parents=True)
    drawn = process("p").start().task("a").task("b").task("c").end()
    (root / "models" / "processes" / "p.bpmn").write_bytes(drawn.xml())
    for name, text in TABLES.items():
        (root / "models" / name).parent.mkdir(exist_ok=True)
        (root / "models" / name).write_text(text, encoding="utf-8")
    (root / "event_logs").mkdir()
    rows = ["case_id,activity,start,end,resource,system,function"]
    for case in range(cases):
        day = f"2025-{1 + case % 9:02}-{10 + case // 9:02}"
        clerk, keeper = ("anna", "bert")[case % 2], ("carl", "dora")[case % 2]
        place = "PAPER," if case % 4 == 0 else "WMS,WMS.B"
        biller = "DESK" if case % 3 == 0 else clerk
        rows.append(f"C{case:02},a,{day} 09:00,{day} 10:00,{clerk},ERP,ERP.A")
        rows.append(f"C{case:02},b,{day} 11:00,{day} 12:00,{keeper},{place}")
        rows.append(f"C{case:02},c,{day} 13:00,{day} 14:00,{biller},ERP,ERP.C")
    (root / "event_logs" / "p.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return root


def bare_workspace(root: Path) -> Path:
    """Write a workspace of one BPMN and one CSV, without a single table."""
    (root / "models").mkdir(parents=True)
    (root / "models" / "p.bpmn").write_bytes(process("p").start().task("a").task("b").end().xml())
    (root / "event_logs").mkdir()
    rows = [f"C{case},{name},2025-01-{10 + case:02} {hour}:00" for case in range(9) for name, hour in (("a", "09"), ("b", "10"))]
    (root / "event_logs" / "p.csv").write_text("\n".join(["case_id,activity,timestamp", *rows]) + "\n", encoding="utf-8")
    return root
