"""The zip file and the XML of a workbook, without any idea of cells.

===============  ==============================================================================
``archive``      the zip: checked before anything is inflated, rewritten member by member
``package``      parts found as Excel finds them, XML parsed without entities
``places``       paths of this machine, and addresses elsewhere: read, written in one piece
``openpyxl_workbook``  an openpyxl workbook as the file it would save
``xml_text``     entities, Excel's own escapes, shared strings
``file_limits``  what a file may cost
``refusal``      the one exception of reading and writing, in a sentence
``allocator``    memory for many arrays and texts, one after another
===============  ==============================================================================

Never in here: an entity resolved, a link followed, a part rewritten that was not asked for.
"""
