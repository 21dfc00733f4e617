"""The table, as the measurements come in, and the bars."""

from dataclasses import dataclass, field

from meter import MIB, Meter

PARTS = ("client", "normalise", "backends", "server", "provider")
WIDTH = 44


@dataclass
class Report:
    rates: dict[str, float] = field(default_factory=dict)
    bars: list[tuple[str, bool]] = field(default_factory=list)

    def head(self) -> None:
        print(f"\n{'':{WIDTH}}{'seconds':>8}{'records/s':>11}   CPU seconds:"
              + "".join(f"{part:>11}" for part in PARTS))

    def run(self, name: str, records: int, seconds: float,
            meter: Meter | None = None) -> None:
        self.rates[name] = records / seconds
        cpu = "" if meter is None else " " * 15 + "".join(
            f"{meter.cpu(part):11.1f}" for part in PARTS)
        print(f"{name:{WIDTH}}{seconds:8.1f}{records / seconds:11,.0f}{cpu}",
              flush=True)

    def note(self, text: str) -> None:
        print(text, flush=True)

    def ratio(self, name: str, to: str, least: float) -> None:
        """A bar: so many times as fast."""
        found = self.rates[name] / self.rates[to]
        shown = f"{found:.1f} x" if least >= 2 else f"{found:.0%} of"
        wanted = f"{least:g} x" if least >= 2 else f"{least:.0%}"
        self._bar(f"{name}: {shown} {to}, at least {wanted}",
                  found >= least)

    def least(self, name: str, found: float, wanted: float) -> None:
        """An aim: absolute, so that it says more of a quiet machine."""
        self._bar(f"{name}: {found:,.0f}, at least {wanted:,.0f}",
                  found >= wanted)

    def most(self, name: str, found: float, wanted: float) -> None:
        self._bar(f"{name}: {found:,.1f}, at most {wanted:,.1f}",
                  found <= wanted)

    def memory(self, name: str, found: int, most: int) -> None:
        self._bar(f"{name}: {found / MIB:.1f} MiB, at most"
                  f" {most / MIB:.0f} MiB", found <= most)

    def equal(self, name: str, found: object, wanted: object) -> None:
        self._bar(f"{name}: {found}, {wanted} is right", found == wanted)

    def _bar(self, text: str, is_reached: bool) -> None:
        self.bars.append((text, is_reached))

    def conclude(self) -> int:
        print()
        for text, is_reached in self.bars:
            print(f"{'reached' if is_reached else 'MISSED '}  {text}")
        missed = sum(not is_reached for _, is_reached in self.bars)
        print(f"\n{len(self.bars) - missed} of {len(self.bars)} bars reached")
        return 1 if missed else 0
