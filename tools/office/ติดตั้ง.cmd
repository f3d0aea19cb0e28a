@echo off
chcp 65001 >nul
setlocal
set "GEN_PROGRAM=%~dp0program"
if exist "%GEN_PROGRAM%\python\python.exe" goto given
py -%VERSION% -I -X utf8 "%GEN_PROGRAM%\install.py"
goto told
:given
"%GEN_PROGRAM%\python\python.exe" -I -X utf8 "%GEN_PROGRAM%\install.py"
:told
if errorlevel 1 echo ติดตั้งไม่สำเร็จ ถ้าข้อความข้างบนว่าไม่รู้จัก py ให้ใช้ชุดที่มี Python มาด้วย หรือติดตั้ง Python %VERSION%
pause
