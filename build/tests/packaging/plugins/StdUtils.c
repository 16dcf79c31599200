// Stands in for the plug-in StdUtils: the four of its functions that electron-builder's template calls for an installer like ours.
#include "plugin.h"
#include <shellapi.h>

/** The command line without the program. */
PLUGIN(GetAllParameters) {
  ENTER();
  WCHAR *truncate = room();
  take(truncate);
  const WCHAR *line = GetCommandLineW();
  WCHAR end = *line == L'"' ? L'"' : L' ';
  for (line += 1; *line != 0 && *line != end; line += 1) {}
  while (*line == L'"' || *line == L' ') line += 1;
  give(line);
  GlobalFree(truncate);
}

/** Whether an option was given, as /NAME, -NAME or --NAME. */
PLUGIN(TestParameter) {
  ENTER();
  WCHAR *name = room();
  take(name);
  int count;
  WCHAR **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  BOOL found = FALSE;
  for (int index = 1; index < count; index += 1) {
    const WCHAR *text = arguments[index];
    const WCHAR *word = text + (text[0] == L'-' && text[1] == L'-' ? 2 : 1);
    if ((text[0] == L'/' || text[0] == L'-') && lstrcmpiW(word, name) == 0) found = TRUE;
  }
  LocalFree(arguments);
  give(found ? L"true" : L"false");
  GlobalFree(name);
}

PLUGIN(GetParentPath) {
  ENTER();
  WCHAR *path = room();
  take(path);
  int length = lstrlenW(path);
  while (length > 0 && path[length] != L'\\') length -= 1;
  path[length] = 0;
  give(path);
  GlobalFree(path);
}

/** Opens a file by its shortcut or itself; arguments, verb and file lie on the stack in this order. */
PLUGIN(ExecShellAsUser) {
  ENTER();
  WCHAR *arguments = room(), *verb = room(), *file = room();
  take(arguments);
  take(verb);
  take(file);
  give((INT_PTR)ShellExecuteW(NULL, verb, file, arguments, NULL, SW_SHOWNORMAL) > 32 ? L"ok" : L"error");
  GlobalFree(arguments);
  GlobalFree(verb);
  GlobalFree(file);
}
