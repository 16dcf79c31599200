// Stands in for the plug-in SpiderBanner, which draws the window of an installation that is not silent.
#include "plugin.h"

PLUGIN(Show) {
  ENTER();
  WCHAR *option = room();
  take(option);
  GlobalFree(option);
}
