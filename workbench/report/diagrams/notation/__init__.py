"""BPMN's notation as SVG, one file a kind of thing: nothing but attributes, so that a drawing needs no styles, ids or scripts."""
