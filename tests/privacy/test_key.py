"""The key of the pseudonyms: made once, closed to others, outside the workspace."""

import os
import stat
from pathlib import Path

import pytest

from workbench.findings import InputError
from workbench.privacy import key_file, read_key

posix = pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")


def test_the_first_use_makes_a_key_that_the_next_finds(tmp_path: Path) -> None:
    path = tmp_path / "settings" / "pseudonyms.key"
    first, again = read_key(path), read_key(path)
    assert first == again
    assert len(first.secret) == 32
    assert first.findings == ()
    assert [each.name for each in path.parent.iterdir()] == ["pseudonyms.key"]


@posix
def test_nobody_else_may_read_a_new_key(tmp_path: Path) -> None:
    path = tmp_path / "settings" / "pseudonyms.key"
    read_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0


def test_every_place_has_a_key_of_its_own(tmp_path: Path) -> None:
    assert read_key(tmp_path / "one").secret != read_key(tmp_path / "two").secret


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "pseudonyms.key"
    read_key(path)
    path.chmod(mode)
    with pytest.raises(InputError, match="chmod 600") as refused:
        read_key(path)
    assert refused.value.finding.code == "KEY_OPEN_TO_OTHERS"


@pytest.mark.parametrize("text", ["", "5e" * 31, "swordfish", "5e" * 33])
def test_a_file_that_holds_no_key_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pseudonyms.key"
    path.write_text(text, encoding="ascii")
    path.chmod(0o600)
    with pytest.raises(InputError) as refused:
        read_key(path)
    assert refused.value.finding.code == "KEY_DAMAGED"
    assert not text or text not in str(refused.value)


def test_where_none_can_be_kept_the_key_is_that_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    one, other = (read_key(tmp_path / "file" / "pseudonyms.key") for _ in range(2))
    assert one.secret != other.secret
    assert [each.code for each in one.findings] == ["KEY_NOT_KEPT"]


def test_the_environment_says_where_the_key_stands(tmp_path: Path) -> None:
    assert key_file({"WORKBENCH_KEY_FILE": str(tmp_path / "key"), "XDG_CONFIG_HOME": "/elsewhere"}) == tmp_path / "key"
    assert key_file({"XDG_CONFIG_HOME": str(tmp_path)}).parent.parent == tmp_path
    assert key_file({}).parent.parent == Path("~/.config").expanduser()
