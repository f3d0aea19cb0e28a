"""Jinja's compiler as templates here need it: one call of `shown` a value, joined texts bounded, no other files.

In: the tree of a template. Out: Python (`Environment.code_generator_class` is the door that Jinja has for this).
"""

from __future__ import annotations

from typing import Any

from jinja2 import TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator, Frame

from .show import shown


class Refused(TemplateAssertionError):
    """A tag that the sandbox has no use for: other files, or escaping switched off."""


class Code(CodeGenerator):
    """`shown(x)` in place of `escape(environment.finalize(x))`: half the calls, and remembered texts."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not frame.eval_ctx.autoescape or isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        return shown(node.as_const(frame.eval_ctx))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape:
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.bounded(")
        super().visit_Concat(node, frame)
        self.write(")")

    def buffer(self, frame: Frame) -> None:
        super().buffer(frame)
        self.writeline(f"{frame.buffer} = environment.buffer()")

    def _refuse(self, node: nodes.Node, frame: Frame) -> None:
        raise Refused(type(node).__name__, node.lineno)

    visit_Include = visit_Import = visit_FromImport = visit_Extends = _refuse
    visit_ScopedEvalContextModifier = visit_EvalContextModifier = _refuse
