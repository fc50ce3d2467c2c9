import sys

from runtime.supervisor import main

main(sys.argv[1:])
