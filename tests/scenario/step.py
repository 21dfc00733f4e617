"""What a scenario lets happen."""

import shlex
from datetime import timedelta

from setting import read_settings
from vocabulary import Said, Vocabulary, phrases, raw
from world import Stuck, Untrue, World

STEPS = Vocabulary()


def check_phrases(text: str, expected: list[str]) -> None:
    flat = " ".join(text.split())
    for phrase in expected:
        if phrase not in text and phrase not in flat:
            raise Untrue(f"\"{phrase}\" is not in: {text.strip()}")


@STEPS.word("repository", children=read_settings)
def repository(world: World, said: list[Said]) -> None:
    for one in said:
        one.do(world.server)


@STEPS.word("add[ {rest}]", children=phrases)
def add(world: World, options: str | None, expected: list[str]) -> None:
    world.add(shlex.split(options or ""))
    if world.exit_code != 0:
        raise Stuck(f"it was not added: {world.output}")
    check_phrases(world.output, expected)
    world.checked = len(world.server.log)


@STEPS.word("harvest")
def harvest(world: World) -> None:
    world.harvest()


@STEPS.word("harvest until it waits")
def harvest_until_it_waits(world: World) -> None:
    world.harvest_until_it_waits()


@STEPS.word("harvest everything again")
def harvest_everything(world: World) -> None:
    """As "sheaf harvest --full" asks for it."""
    world.ask("harvest_request.sql", "NULL", "NULL", "true")
    world.harvest()


@STEPS.word("sweep")
def sweep(world: World) -> None:
    """As "sheaf sweep" asks for it."""
    world.ask("sweep_request.sql", "false")
    world.harvest()


@STEPS.word("configuration", children=raw)
def configuration(world: World, lines: str) -> None:
    with world.configuration.open("a") as file:
        file.write(lines + "\n")


@STEPS.word("file {word}", children=raw)
def file(world: World, name: str, text: str) -> None:
    """That only its owner may read, as secrets must be."""
    path = world.folder / name
    path.write_text(text + "\n")
    path.chmod(0o600)


@STEPS.word("normalise")
def normalise(world: World) -> None:
    world.normalise()


@STEPS.word("wait {time}")
def wait(world: World, how_long: timedelta) -> None:
    world.wait(how_long)


@STEPS.word("sheaf {rest} ends with {n}", children=phrases)
def sheaf_fails(world: World, words: str, code: int,
                expected: list[str]) -> None:
    run_command(world, words, code, expected)


@STEPS.word("sheaf {rest}", children=phrases)
def sheaf(world: World, words: str, expected: list[str]) -> None:
    run_command(world, words, 0, expected)


def run_command(world: World, words: str, code: int,
                expected: list[str]) -> None:
    split = shlex.split(words)
    world.command(split)
    if split[0] == "add" and world.exit_code == 0:
        world.is_added = True
    if world.exit_code != code:
        raise Untrue(f"it ended with {world.exit_code}: {world.output}")
    check_phrases(world.output, expected)
