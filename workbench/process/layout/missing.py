from dataclasses import dataclass
@dataclass
class A:
    elements: frozenset
    figures: dict
def drawn_already(model):
    e=frozenset(s.element for d in model.diagrams for s in (*d.shapes,*d.edges))
    return A(e, {} if not e else {1:1})
def completed(*a): raise NotImplementedError
