"""The parts around Django: where data lies, the servers that come with the product, the supervisor. Standard
library first: it runs before Django."""
