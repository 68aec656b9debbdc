# Ends what a parent leaves behind. The parent holds the other end of standard input and tells, a line each,
# `+ SIGNAL GROUP` for a process group that it started and `- GROUP` for one that is over. However the parent ends,
# SIGKILL included, the pipe closes with it. Each remaining group then gets its signal, and SIGKILL if that is not enough.
trap '' INT TERM HUP QUIT
left=''
while read -r sign first second; do
  case $sign in
    +) left="$left $first:$second" ;;
    -)
      kept=''
      for entry in $left; do [ "${entry#*:}" = "$first" ] || kept="$kept $entry"; done
      left=$kept
      ;;
  esac
done

# Latest first: what was started later depends on what was started before.
for entry in $left; do reversed="$entry $reversed"; done
for entry in $reversed; do
  group=${entry#*:}
  kill -s "${entry%%:*}" -- "-$group" 2>/dev/null
done
tries=0
while [ "$tries" -lt 50 ]; do
  alive=''
  for entry in $reversed; do kill -s 0 -- "-${entry#*:}" 2>/dev/null && alive=yes; done
  [ -n "$alive" ] || exit 0
  tries=$((tries + 1))
  sleep 0.1
done
for entry in $reversed; do kill -s KILL -- "-${entry#*:}" 2>/dev/null; done
