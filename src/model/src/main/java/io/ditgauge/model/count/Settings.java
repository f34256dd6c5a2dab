package io.ditgauge.model.count;

import io.ditgauge.model.Checks;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Settings by name: those asked for, or those counted with.
 *
 * @param numbers whole numbers; a setting that is not there was not asked for, or the network does
 *     not have it
 * @param framesPerSecond frames per second of a video
 */
public record Settings(Map<Setting, Long> numbers, OptionalDouble framesPerSecond) {
  /** Nothing asked for. */
  public static final Settings NONE = new Settings(Map.of(), OptionalDouble.empty());

  /** Validates and copies. */
  public Settings {
    Map<Setting, Long> copy = new EnumMap<>(Setting.class);
    numbers.forEach(
        (setting, value) -> {
          if (setting != Setting.TEXT_TOKENS || value != 0) {
            Checks.dimension("request", setting.id(), value);
          }
          copy.put(setting, value);
        });
    numbers = Collections.unmodifiableMap(copy);
  }

  /** These settings and one more. */
  public Settings with(Setting setting, long value) {
    Map<Setting, Long> more = new EnumMap<>(Setting.class);
    more.putAll(numbers);
    more.put(setting, value);
    return new Settings(more, framesPerSecond);
  }

  /** These settings at that speed of the video. */
  public Settings withFramesPerSecond(double value) {
    return new Settings(numbers, OptionalDouble.of(value));
  }

  /** The value asked for, or the other one. */
  public long get(Setting setting, long otherwise) {
    return numbers.getOrDefault(setting, otherwise);
  }

  /** Whether it was asked for. */
  public boolean has(Setting setting) {
    return numbers.containsKey(setting);
  }
}
