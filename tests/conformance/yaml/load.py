"""Reads a JSON list of YAML texts on stdin; writes what PyYAML's safe loader makes of each, as JSON."""

import datetime
import json
import math
import sys

import yaml

Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(Base):
    """The safe loader, but keys stay as they are written: jiggy's mappings have texts for keys."""

    def construct_mapping(self, node, deep=False):
        if isinstance(node, yaml.MappingNode):
            self.flatten_mapping(node)
        mapping = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.YAMLError("a key is no text")
            self.construct_object(key, deep=True)
            mapping[key.value] = self.construct_object(value, deep=True)
        return mapping


def construct_int(loader, node):
    number = yaml.SafeLoader.construct_yaml_int(loader, node)
    return number if abs(number) <= 2**53 - 1 else node.value


Loader.add_constructor("tag:yaml.org,2002:int", construct_int)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "$" + str(value)
    if isinstance(value, float) and value == int(value):
        return int(value)
    if isinstance(value, (bytes, set)):
        raise TypeError(type(value).__name__)
    return value


def read(text):
    try:
        return {"value": plain(yaml.load(text, Loader))}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
