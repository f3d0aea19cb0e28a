"""The packages; all the rest stands in setup.cfg.

forms/ and data/ stand at the top of the repository, where an office looks for them, and in the package when installed.
"""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["generator", "generator.*"]), "generator.forms", "generator.data"],
    package_dir={"generator": "generator", "generator.forms": "forms", "generator.data": "data"},
)
