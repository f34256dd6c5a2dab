package io.ditgauge.kernels;

import io.ditgauge.model.Op;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the kernel of an op by its record class.
 *
 * @param <C> what a factory needs beside the op
 */
public final class KernelRegistry<C> {

  /** Makes the kernel of one kind of op. */
  @FunctionalInterface
  public interface Factory<O extends Op, C> {
    /** The kernel of that op. */
    Kernel create(O op, C context);
  }

  private record Entry<C>(Function<Op, Support> limits, Factory<Op, C> factory) {}

  private final String owner;
  private final Map<Class<? extends Op>, Entry<C>> entries = new LinkedHashMap<>();

  /** An empty registry of the backend of that name. */
  public KernelRegistry(String owner) {
    this.owner = owner;
  }

  /** Registers the factory of a kind of op and returns this. */
  public <O extends Op> KernelRegistry<C> with(Class<O> type, Factory<O, C> factory) {
    return with(type, op -> Support.YES, factory);
  }

  /** The same for a kind of op of which not every one can run; {@code limits} gives the reason. */
  public <O extends Op> KernelRegistry<C> with(
      Class<O> type, Function<O, Support> limits, Factory<O, C> factory) {
    entries.put(
        type,
        new Entry<>(
            op -> limits.apply(type.cast(op)),
            (op, context) -> factory.create(type.cast(op), context)));
    return this;
  }

  /** Whether there is a kernel of that op. */
  public Support support(Op op) {
    Entry<C> entry = entries.get(op.getClass());
    return entry == null
        ? Support.no("backend " + owner + " has no kernel for " + op.type())
        : entry.limits().apply(op);
  }

  /**
   * The kernel of that op.
   *
   * @throws KernelException if the backend has no kernel for this op
   */
  public Kernel create(Op op, C context) {
    Support support = support(op);
    if (!support.possible()) {
      throw new KernelException(support.reason());
    }
    return entries.get(op.getClass()).factory().create(op, context);
  }
}
