// What a plug-in of NSIS is: a function that takes its arguments from the installer's stack and leaves its answer there (NSIS, Appendix B of its manual).
#include <windows.h>

typedef struct item {
  struct item *next;
  WCHAR text[1];
} item;

static int longest;
static item **stack;

#define PLUGIN(name) __declspec(dllexport) void name(HWND window, int longest_, WCHAR *variables, item **stack_, void *more)
#define ENTER() (longest = longest_, stack = stack_)

/** Takes the topmost text; an empty one where there is none. `to` has room for `longest` characters. */
static void take(WCHAR *to) {
  item *top = *stack;
  to[0] = 0;
  if (top == NULL) return;
  lstrcpynW(to, top->text, longest);
  *stack = top->next;
  GlobalFree(top);
}

static void give(const WCHAR *text) {
  item *top = GlobalAlloc(GPTR, sizeof(item) + longest * sizeof(WCHAR));
  lstrcpynW(top->text, text, longest);
  top->next = *stack;
  *stack = top;
}

static WCHAR *room(void) { return GlobalAlloc(GPTR, longest * sizeof(WCHAR)); }
