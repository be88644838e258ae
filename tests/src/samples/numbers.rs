//! Numbers inside, at and beyond bounds.

use super::flat::Flat;
use serde_json::Value;

/// What a schema says of numbers.
pub(super) struct Bounds<'a> {
    flat: &'a Flat,
    low: Option<f64>,
    high: Option<f64>,
    above: Option<f64>,
    below: Option<f64>,
    step: Option<f64>,
    whole: bool,
}

impl<'a> Bounds<'a> {
    pub(super) fn of(flat: &'a Flat, whole: bool) -> Self {
        let number = |name: &str| flat.get(name).and_then(Value::as_f64);
        Self {
            flat,
            low: number("minimum"),
            high: number("maximum"),
            above: number("exclusiveMinimum"),
            below: number("exclusiveMaximum"),
            step: number("multipleOf").filter(|it| *it > 0.0),
            whole,
        }
    }

    /// Numbers that meet all of it, as far as they are found.
    pub(super) fn inside(&self) -> Vec<Value> {
        let unit = if self.whole { 1.0 } else { 0.5 };
        let step = self.step.unwrap_or(unit);
        let middle = self.low.or(self.above).map(|it| (it / step).floor().mul_add(step, step));
        let before = self.high.or(self.below).map(|it| (it / step).ceil().mul_add(step, -step));
        let near = [middle, before, self.above.map(|it| it + step), self.below.map(|it| it - step)];
        let usual = [1.0, 0.0, -1.0, 1.5, 0.1, step, 2.0 * step, 42.0, 1e6];
        let usual =
            usual.into_iter().chain(near.into_iter().flatten()).filter(|it| it.abs() < EXACT && self.holds(*it));
        // The bounds as they are written: no other number says the same in so few digits.
        let bounds = [("minimum", self.low), ("maximum", self.high)].into_iter();
        let bounds = bounds.filter(|it| it.1.is_some_and(|it| self.holds(it))).filter_map(|it| self.flat.get(it.0));
        let mut found: Vec<Value> = usual.map(value).chain(bounds.cloned()).collect();
        found.dedup();
        found
    }

    /// Numbers one of whose keywords does not hold.
    pub(super) fn outside(&self) -> Vec<(&'static str, Value)> {
        let unit = if self.whole { self.step.unwrap_or(1.0) } else { self.step.unwrap_or(0.5) };
        let beyond = [
            ("minimum", self.low.map(|it| it - unit)),
            ("maximum", self.high.map(|it| it + unit)),
            ("exclusiveMinimum", self.above),
            ("exclusiveMaximum", self.below),
            (
                "multipleOf",
                self.step
                    .filter(|it| !self.whole || it.fract() != 0.0 || *it > 1.0)
                    .map(|it| it.mul_add(3.0, if self.whole { 1.0 } else { it / 2.0 })),
            ),
            ("type", self.whole.then_some(1.5)),
        ];
        beyond.into_iter().filter_map(|(name, it)| Some((name, value(it.filter(|it| it.abs() < EXACT)?)))).collect()
    }

    fn holds(&self, it: f64) -> bool {
        let fits = |step: f64| (it / step - (it / step).round()).abs() < 1e-9;
        self.low.is_none_or(|low| it >= low)
            && self.high.is_none_or(|high| it <= high)
            && self.above.is_none_or(|above| it > above)
            && self.below.is_none_or(|below| it < below)
            && self.step.is_none_or(fits)
            && (!self.whole || it.fract() == 0.0)
    }
}

/// Below this every whole number is one of floating point.
const EXACT: f64 = 9.0e15;

/// A number as one writes it.
fn value(it: f64) -> Value {
    #[allow(clippy::cast_possible_truncation, reason = "it is whole and small")]
    if it.fract() == 0.0 && it.abs() < EXACT { (it as i64).into() } else { it.into() }
}
