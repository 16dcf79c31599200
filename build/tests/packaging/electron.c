// Stands in for Electron's program: it has what electron-builder writes to (fuses, version, asar's hash), and a window where it is asked for one.
//   (no arguments)        ends at once
//   --window [--slow MS]  shows a window until it is asked to close, and ends MS later
//   --stubborn            shows a window and takes no notice
//   --command             runs without a window until it is ended
#include <windows.h>
#include <shellapi.h>

// The sentinel, the version of the wire, its length, and a fuse each (Electron's documentation, "Electron Fuses").
__attribute__((used)) volatile char wire[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX" "\x01\x09" "101100101";

static BOOL stubborn = FALSE;
static DWORD slow = 0;

static LRESULT CALLBACK proceed(HWND window, UINT message, WPARAM first, LPARAM second) {
  if (message != WM_CLOSE) return DefWindowProcW(window, message, first, second);
  if (stubborn) return 0;
  Sleep(slow);
  PostQuitMessage(0);
  return 0;
}

int WINAPI WinMain(HINSTANCE instance, HINSTANCE previous, LPSTR line, int show) {
  int count;
  WCHAR **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
  BOOL window = FALSE;
  for (int index = 1; index < count; index += 1) {
    if (lstrcmpW(arguments[index], L"--command") == 0) Sleep(INFINITE);
    if (lstrcmpW(arguments[index], L"--stubborn") == 0) window = stubborn = TRUE;
    if (lstrcmpW(arguments[index], L"--window") == 0) window = TRUE;
    if (lstrcmpW(arguments[index], L"--slow") == 0 && index + 1 < count) slow = _wtoi(arguments[index + 1]);
  }
  if (!window) return wire[0] == 0;
  WNDCLASSW class = {.lpfnWndProc = proceed, .hInstance = instance, .lpszClassName = L"Chrome_WidgetWin_1"};
  RegisterClassW(&class);
  if (CreateWindowW(class.lpszClassName, L"Stand-in", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 0, 0, 200, 100, NULL, NULL, instance, NULL) == NULL) return 3;
  MSG message;
  while (GetMessageW(&message, NULL, 0, 0) > 0) DispatchMessageW(&message);
  return 0;
}
