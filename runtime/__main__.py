from runtime.supervisor import main

main()
