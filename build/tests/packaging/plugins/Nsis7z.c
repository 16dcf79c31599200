// Stands in for the plug-in Nsis7z: unpacks into the current folder, by 7-Zip's own program.
#include "plugin.h"

PLUGIN(Extract) {
  ENTER();
  WCHAR *archive = room();
  take(archive);
  WCHAR command[4096];
  wsprintfW(command, L"\"%ls\" x -y \"%ls\"", L"" SEVEN_ZIP, archive);
  STARTUPINFOW how = {.cb = sizeof how};
  PROCESS_INFORMATION process;
  if (CreateProcessW(NULL, command, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL, NULL, &how, &process)) {
    WaitForSingleObject(process.hProcess, INFINITE);
    CloseHandle(process.hProcess);
    CloseHandle(process.hThread);
  }
  GlobalFree(archive);
}
