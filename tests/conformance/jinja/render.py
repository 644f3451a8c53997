"""Renders templates with Python's Jinja2, the oracle of the template language.

Reads {"context": {...}, "options": {"environment": {...}, "strict": bool}, "templates": [...]} from standard input and writes a list with one result per template:
{"text": ...} or {"error": kind, "message": ...}, kind being syntax, undefined, other or compile
(the compiler found a fault that only running would show: unknown filters and failing constants).
"""

import json
import sys

import jinja2
import jinja2.sandbox


def environment(options):
    return jinja2.sandbox.SandboxedEnvironment(
        **options["environment"],
        undefined=jinja2.StrictUndefined if options["strict"] else jinja2.Undefined,
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )


def outcome(source, context, jinja):
    try:
        template = jinja.from_string(source)
    except (jinja2.TemplateSyntaxError, jinja2.TemplateAssertionError) as error:
        unknown = str(error).startswith(("No filter named", "No test named"))
        return {"error": "compile" if unknown else "syntax", "message": str(error)}
    except Exception as error:  # folding constants may fail before anything is run
        return {"error": "compile", "message": str(error)}
    try:
        return {"text": template.render(**json.loads(context))}
    except jinja2.TemplateRuntimeError as error:
        kind = "undefined" if isinstance(error, jinja2.UndefinedError) else "other"
        return {"error": kind, "message": str(error)}
    except RecursionError as error:
        return {"error": "recursion", "message": str(error)}
    except TypeError as error:
        kind = "undefined" if "Undefined" in str(error) else "other"
        return {"error": kind, "message": f"TypeError: {error}"}
    except Exception as error:  # whatever a template can raise counts as an error of the template
        return {"error": "other", "message": f"{type(error).__name__}: {error}"}


def main():
    request = json.load(sys.stdin)
    context = json.dumps(request["context"])
    jinja = environment(request["options"])
    json.dump([outcome(source, context, jinja) for source in request["templates"]], sys.stdout)


main()
