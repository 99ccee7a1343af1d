"""{{ question | replace('"""', "'''") }}"""
# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["{{ td.id }}"]
# check = ""  # what would show that it is settled, over what record.summary says: "loss <= 0.01"
# timeout = "10m"
# ///

from journal import record

p = record.params(steps=100, seed=0)

for step in range(p.steps):
    loss = 1 / (step + 1)  # what is being measured
    record.log(step=step, loss=loss)

record.summary(loss=loss)
print(f"loss {loss:g} after {p.steps} steps")
