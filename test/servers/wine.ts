// Whether the Windows under the tests is Wine: where it does otherwise than Windows, a test says so by name.
import koffi from 'koffi';

function hasWineVersion(): boolean {
  if (process.platform !== 'win32') return false;
  try {
    koffi.load('ntdll.dll').func('str wine_get_version()');
    return true;
  } catch {
    return false;
  }
}

export const underWine = hasWineVersion();
