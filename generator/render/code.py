"""Jinja's compiler as templates here need it: one call of `shown` a value, joined texts bounded, no other files.

In: the tree of a template. Out: Python (`Environment.code_generator_class` is the door that Jinja has for this), which
gives the pieces of a part as bytes: fixed text is encoded once, here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import TemplateAssertionError, nodes
from jinja2.compiler import CodeGenerator, Frame

from .show import text_of


class Refused(TemplateAssertionError):
    """A tag that the sandbox has no use for: other files, or escaping switched off."""


class Code(CodeGenerator):
    """`shown(x)` in place of `escape(environment.finalize(x))`: half the calls, and remembered texts.

    What goes out is bytes; what a macro, a `set` or another block collects stays text.
    """

    _out = False

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        self._out = frame.buffer is None and frame.eval_ctx.autoescape
        super().visit_Output(node, frame)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(group)
        return repr(text.encode() if self._out else text)

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        if not frame.eval_ctx.autoescape or isinstance(node, nodes.TemplateData):
            return super()._output_child_to_const(node, frame, finalize)
        return text_of(node.as_const(frame.eval_ctx))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape:
            way = "structure" if getattr(node, "is_structure", False) else "shown"  # see `wellformed`
            self.write(f"{way if self._out else 'text_of'}(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape:
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`row.name` is nearly always a key of a dict, which needs no call (see `Sandbox.getattr`)."""
        if not isinstance(node.node, nodes.Name):
            super().visit_Getattr(node, frame)
            return
        name, key = frame.symbols.ref(node.node.name), repr(node.attr)
        self.write(f"({name}[{key}] if type({name}) is dict and {key} in {name} else ")
        super().visit_Getattr(node, frame)
        self.write(")")

    def write_commons(self) -> None:
        super().write_commons()
        for way in ("shown", "structure", "text_of"):
            self.writeline(f"{way} = environment.{way}")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        super().start_write(frame, node)
        self.write("str.encode(" if frame.buffer is None else "")

    def end_write(self, frame: Frame) -> None:
        self.write(")" if frame.buffer is None else "")
        super().end_write(frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.texts((")
        self._each(node.nodes, frame)
        self.write(f"), {frame.eval_ctx.autoescape})")

    def visit_List(self, node: nodes.List, frame: Frame) -> None:
        self._weighed(super().visit_List, node, frame)

    def visit_Tuple(self, node: nodes.Tuple, frame: Frame) -> None:
        self._weighed(super().visit_Tuple, node, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:
        self._weighed(super().visit_Dict, node, frame)

    def _weighed(self, visit: Any, node: Any, frame: Frame) -> None:
        """A list that a template writes down; lists of lists of lists grow without any text that is long."""
        is_made = getattr(node, "ctx", "load") == "load" and any(node.find_all((nodes.Name, nodes.Filter, nodes.Call)))
        self.write("environment.bounded(" if is_made else "")
        visit(node, frame)
        self.write(")" if is_made else "")

    def _each(self, values: Iterable[nodes.Expr], frame: Frame) -> None:
        for value in values:
            self.visit(value, frame)
            self.write(", ")

    def buffer(self, frame: Frame) -> None:
        super().buffer(frame)
        self.writeline(f"{frame.buffer} = environment.buffer()")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        if node.name in ("varargs", "kwargs"):
            self._refuse(node, frame)
        super().visit_Name(node, frame)

    def _refuse(self, node: nodes.Node, frame: Frame) -> None:
        raise Refused(type(node).__name__, node.lineno)

    visit_Include = visit_Import = visit_FromImport = visit_Extends = _refuse
    visit_ScopedEvalContextModifier = visit_EvalContextModifier = _refuse
