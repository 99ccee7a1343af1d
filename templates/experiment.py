"""{{ question | replace('"""', "'''") }}"""
# /// script
# dependencies = ["torch"]
# [tool.journal]
# td = ["{{ td.id }}"]
# check = "answer > 0"
# timeout = "10m"
# ///

from journal import record

p = record.params(steps=100, seed=0)

for step in range(p.steps):
    loss = 1 / (step + 1)  # what is being measured
    record.log(step=step, loss=loss)

record.summary(answer=loss)
print(f"answer {loss:g} after {p.steps} steps")
