; What the per-user installer does beyond electron-builder's template: whom it refuses, how it closes the program, and what it leaves.
; The template inserts these macros at their names. $INSTDIR is the program's folder; the words (bmos…) come from assets/locales.

Var bmosFile
Var bmosWindow
Var bmosProcess
Var bmosText
Var bmosWaited

!include WordFunc.nsh

; Statuses of Windows (winerror.h), for whoever installs silently.
!define BMOS_OLD_WINDOWS 1150      ; ERROR_OLD_WIN_VERSION
!define BMOS_OTHER_PROCESSOR 1633  ; ERROR_INSTALL_PLATFORM_UNSUPPORTED
!define BMOS_NEWER_IS_THERE 1638   ; ERROR_PRODUCT_VERSION
!define BMOS_IN_USE 32             ; ERROR_SHARING_VIOLATION

; The window's program takes up to 10 s for an orderly end, in which it rolls back what it was doing.
!define /ifndef BMOS_LONGEST_END 15000
!define BMOS_STEP 250
!define BMOS_LIMITED_INFORMATION 0x1000  ; PROCESS_QUERY_LIMITED_INFORMATION

!macro bmosRefuse words status
  MessageBox MB_OK|MB_ICONSTOP "${words}" /SD IDOK
  SetErrorLevel ${status}
  Quit
!macroend

; Before anything is written. The template itself would install an empty folder on a PC with another processor, and an older version over a
; newer one, whose journals it may not know.
!macro customInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro bmosRefuse "$(bmosOldWindows)" ${BMOS_OLD_WINDOWS}
  ${EndIf}
  !ifdef APP_ARM64
    ${IfNot} ${IsNativeARM64}
      !insertmacro bmosRefuse "$(bmosOtherProcessor)" ${BMOS_OTHER_PROCESSOR}
    ${EndIf}
  !endif
  ReadRegStr $bmosText HKCU "${UNINSTALL_REGISTRY_KEY}" DisplayVersion
  ${If} $bmosText != ""
    ${VersionCompare} "$bmosText" "${VERSION}" $bmosWaited
    ${If} $bmosWaited = 1
      !insertmacro bmosRefuse "$(bmosNewer)" ${BMOS_NEWER_IS_THERE}
    ${EndIf}
  ${EndIf}
!macroend

; Sets $bmosFile to 1 while the program runs, with or without a window: Windows lets nobody write to the file of a program that runs.
!macro bmosSeeWhetherItRuns
  ${If} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
    ClearErrors
    FileOpen $bmosFile "$INSTDIR\${APP_EXECUTABLE_FILENAME}" a
    ${If} ${Errors}
      StrCpy $bmosFile 1
    ${Else}
      FileClose $bmosFile
      StrCpy $bmosFile 0
    ${EndIf}
  ${Else}
    StrCpy $bmosFile 0
  ${EndIf}
  ClearErrors
!macroend

; Asks each window of this very program to close, as its own close button would; another copy, the PC's for instance, is left alone.
!macro bmosAskItToClose
  StrCpy $bmosWindow 0
  ${Do}
    FindWindow $bmosWindow "Chrome_WidgetWin_1" "" 0 $bmosWindow
    ${If} $bmosWindow = 0
      ${Break}
    ${EndIf}
    System::Call 'user32::GetWindowThreadProcessId(p $bmosWindow, *i .s)'
    Pop $bmosProcess
    System::Call 'kernel32::OpenProcess(i ${BMOS_LIMITED_INFORMATION}, i 0, i $bmosProcess) p .s'
    Pop $bmosProcess
    System::Call 'kernel32::QueryFullProcessImageNameW(p $bmosProcess, i 0, w .s, *i ${NSIS_MAX_STRLEN})'
    Pop $bmosText
    System::Call 'kernel32::CloseHandle(p $bmosProcess)'
    ${If} $bmosText == "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
      System::Call 'user32::PostMessageW(p $bmosWindow, i ${WM_CLOSE}, p 0, p 0)'
    ${EndIf}
  ${Loop}
!macroend

; The template would end the program at once, in the middle of what it is doing. Here it is asked, waited for, and never forced.
!macro customCheckAppRunning
  !insertmacro bmosSeeWhetherItRuns
  ${If} $bmosFile <> 0
    ; A virus scanner may hold the file for a moment: nobody is asked about that.
    Sleep 1000
    !insertmacro bmosSeeWhetherItRuns
  ${EndIf}
  ${If} $bmosFile <> 0
    MessageBox MB_OKCANCEL|MB_ICONEXCLAMATION "$(bmosRuns)" /SD IDOK IDOK bmosClose
    SetErrorLevel ${BMOS_IN_USE}
    Quit
    bmosClose:
    !insertmacro bmosAskItToClose
    StrCpy $bmosWaited 0
    ${Do}
      Sleep ${BMOS_STEP}
      IntOp $bmosWaited $bmosWaited + ${BMOS_STEP}
      !insertmacro bmosSeeWhetherItRuns
      ${If} $bmosFile = 0
      ${OrIf} $bmosWaited >= ${BMOS_LONGEST_END}
        ${Break}
      ${EndIf}
    ${Loop}
    ${If} $bmosFile <> 0
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(bmosStillRuns)" /SD IDCANCEL IDRETRY bmosClose
      SetErrorLevel ${BMOS_IN_USE}
      Quit
    ${EndIf}
  ${EndIf}
!macroend

; The older version is removed by its own uninstaller. Where that fails, the template would show a box that a silent installation waits at for
; good, since it has no /SD. (Where that uninstaller could not be started at all, $R0 is 0, and the new version is laid over the old one.)
!macro customUnInstallCheck
  ${If} $R0 <> 0
    !insertmacro bmosRefuse "$(bmosNotReplaced)" ${BMOS_IN_USE}
  ${EndIf}
!macroend

; The template keeps a copy of the installer for an updater, which there is none of: the size of the program once more, for good.
!macro customInstall
  Delete "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}"
  ${GetParent} "$LOCALAPPDATA\${APP_INSTALLER_STORE_FILE}" $bmosText
  RMDir "$bmosText"
!macroend
