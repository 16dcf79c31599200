// Stands in for the plug-in WinShell, without its effect: the identity of shortcuts on the taskbar is not looked at by any test.
#include "plugin.h"

static void forget(int count) {
  for (WCHAR *text = room(); count > 0; count -= 1) take(text);
}

PLUGIN(SetLnkAUMI) { ENTER(); forget(2); }
PLUGIN(UninstAppUserModelId) { ENTER(); forget(1); }
PLUGIN(UninstShortcut) { ENTER(); forget(1); }
