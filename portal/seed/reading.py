"""Reads a YAML file of records against a pydantic schema; a mistake names its file and line."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError


class StarterDataError(Exception):
    """A data file cannot be used; the text is `file:line: what is wrong`."""

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")


class Record(BaseModel):
    """Base of all record schemas: unknown keys are mistakes, and text is kept without stray blanks."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


def read[R: Record](file: Path, schema: type[R]) -> list[R]:
    """All records of `file`, a YAML list of mappings.

    Raises StarterDataError for the first mistake, with file and line.
    """
    try:
        tree = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise StarterDataError(file, line, error.problem or "is not YAML") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise StarterDataError(file, 1, "is not readable as YAML in UTF-8") from error
    if not isinstance(tree, yaml.SequenceNode):
        raise StarterDataError(file, 1, "must hold a list of records")
    return [_record(file, node, schema) for node in tree.value]


def _record[R: Record](file: Path, node: yaml.Node, schema: type[R]) -> R:
    loader = yaml.SafeLoader("")
    try:
        return schema.model_validate(loader.construct_document(node))
    except ValidationError as error:
        # A mistyped key is also a missing one; the typo is what its author can find.
        first = min(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        place = ".".join(str(part) for part in first["loc"])
        raise StarterDataError(file, _line(node, first["loc"]), f"{place}: {first['msg']}") from error
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark or node.start_mark).line + 1
        raise StarterDataError(file, line, error.problem or "is not YAML") from error


def _line(node: yaml.Node, location: tuple[Any, ...]) -> int:
    """The line of the value at `location`, or of the nearest thing around it that is in the file."""
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            found = node.value[part]
        else:
            found = None
        if found is None:
            break
        node = found
    return node.start_mark.line + 1
