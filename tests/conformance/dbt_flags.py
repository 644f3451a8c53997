"""Prints all verbs of dbt with their flags as JSON."""

import json

import click
from dbt.cli.main import cli


def flags(command):
    found = []
    for each in command.params:
        names = list(getattr(each, "opts", [])) + list(getattr(each, "secondary_opts", []))
        env = each.envvar or []
        found.append({"opts": names, "env": [env] if isinstance(env, str) else list(env)})
    return found


def walk(command, path, found):
    found[path] = flags(command)
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            walk(child, f"{path} {name}".strip(), found)
    return found


print(json.dumps(walk(cli, "", {})))
