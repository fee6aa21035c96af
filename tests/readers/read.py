"""Reads a junit.xml with packages of PyPI, and prints what each made of it. junitparser 5.0.3, junit2html 31.1.4,
xunitparser 1.3.4."""
import json
import sys

import xunitparser
from junit2htmlreport.parser import Junit
from junitparser import Error, Failure, JUnitXml, Skipped

path = sys.argv[1]


def junitparser():
    cases = [case for suite in JUnitXml.fromfile(path) for case in suite]
    ended = [result for case in cases for result in case.result]

    def of(*kinds):
        return len([result for result in ended if isinstance(result, kinds)])

    return {
        "tests": len(cases),
        "failed": of(Failure, Error),
        "skipped": of(Skipped),
        "names": [case.name for case in cases],
        "reasons": [result.message for result in ended if isinstance(result, (Failure, Error, Skipped))],
    }


def junit2html():
    (suite,) = Junit(path).suites
    red = suite.failed()
    return {
        "tests": len(suite.all()),
        "failed": len(red),
        "skipped": len(suite.skipped()),
        "passed": len(suite.passed()),
        "names": [case.name for case in suite.all()],
        "reasons": [case.failure_msg or case.error_msg for case in red if case.failure_msg or case.error_msg]
        + [case.skipped_msg for case in suite.skipped() if case.skipped_msg],
    }


def xunit():
    with open(path, encoding="utf-8") as file:
        suite, result = xunitparser.parse(file)
    return {
        "tests": result.testsRun,
        "failed": len(result.failures) + len(result.errors),
        "skipped": len(result.skipped),
        "names": [case.methodname for case in suite],
        "reasons": [case.message for case in suite if case.message],
    }


print(json.dumps({"junitparser": junitparser(), "junit2html": junit2html(), "xunitparser": xunit()}))
