@echo off
setlocal
set "GEN_PYTHON=%~dp0python\python.exe"
if not exist "%GEN_PYTHON%" goto own
"%GEN_PYTHON%" -I -X utf8 "%~dp0start.py" %*
exit /b %errorlevel%
:own
py -%VERSION% -I -X utf8 "%~dp0start.py" %*
exit /b %errorlevel%
