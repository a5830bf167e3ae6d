"""Learning by the clock: steps until the minutes are spent, the weights averaged on the way."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """``warm``: steps in which the rate rises; ``least``: the share of it that is left at the end; ``clip``: the
    largest norm of the gradients, where there is one; ``decay``: of the average."""

    warm: int
    least: float = 0.01
    clip: float | None = None
    decay: float = 0.995


def learn(
    model: nn.Module,
    optimiser: torch.optim.Optimizer,
    epoch: Callable[[], Iterable[T]],
    loss_of: Callable[[T], Tensor],
    minutes: float,
    step: Step,
) -> None:
    """Goes through batches, epoch after epoch, and leaves the average of the learned weights in ``model``.

    Each group's rate falls by the clock from the one it has to ``step.least`` of it.
    """
    learned = {n: p for n, p in model.named_parameters() if p.requires_grad}
    average = {n: p.detach().clone() for n, p in learned.items()}
    peaks = [g["lr"] for g in optimiser.param_groups]
    began, steps, done = time.time(), 0, 0.0
    while done < 1:
        for batch in epoch():
            done = (time.time() - began) / (60 * minutes)
            if done >= 1:
                break
            for g, peak in zip(optimiser.param_groups, peaks, strict=True):
                g["lr"] = peak * min(1.0, (steps + 1) / step.warm) * max(step.least, 1 - done)
            loss = loss_of(batch)
            if not loss.requires_grad:
                continue  # nothing is asked of these
            optimiser.zero_grad()
            loss.backward()
            if step.clip is not None:
                nn.utils.clip_grad_norm_(learned.values(), step.clip)
            optimiser.step()
            steps += 1
            with torch.no_grad():
                for n, p in learned.items():
                    average[n].lerp_(p, 1 - min(step.decay, steps / (steps + 10)))
            if steps % 100 == 0:
                print(f"step {steps} done {done:.3f} loss {loss.item():.3f}", flush=True)
    model.load_state_dict(average, strict=False)
