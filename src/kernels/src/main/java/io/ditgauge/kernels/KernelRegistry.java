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

  private record Key(Class<? extends Op> type, Variant variant) {}

  private record Entry<C>(Function<Op, Support> limits, Factory<Op, C> factory) {}

  private final String owner;
  private final Map<Key, Entry<C>> entries = new LinkedHashMap<>();

  /** An empty registry of the backend of that name. */
  public KernelRegistry(String owner) {
    this.owner = owner;
  }

  /** Registers the factory of a kind of op and returns this. */
  public <O extends Op> KernelRegistry<C> with(Class<O> type, Factory<O, C> factory) {
    return with(type, op -> Support.YES, factory);
  }

  /** Registers another way to compute a kind of op and returns this. */
  public <O extends Op> KernelRegistry<C> with(
      Class<O> type, Variant variant, Factory<O, C> factory) {
    return put(new Key(type, variant), type, op -> Support.YES, factory);
  }

  /** The same for a kind of op of which not every one can run; {@code limits} gives the reason. */
  public <O extends Op> KernelRegistry<C> with(
      Class<O> type, Function<O, Support> limits, Factory<O, C> factory) {
    return put(new Key(type, Variant.DEFAULT), type, limits, factory);
  }

  private <O extends Op> KernelRegistry<C> put(
      Key key, Class<O> type, Function<O, Support> limits, Factory<O, C> factory) {
    entries.put(
        key,
        new Entry<>(
            op -> limits.apply(type.cast(op)),
            (op, context) -> factory.create(type.cast(op), context)));
    return this;
  }

  /** Whether there is a kernel of that op. */
  public Support support(Op op) {
    return support(op, Variant.DEFAULT);
  }

  /** Whether there is a kernel of that op that computes it that way. */
  public Support support(Op op, Variant variant) {
    Entry<C> entry = entries.get(new Key(op.getClass(), variant));
    if (entry != null) {
      return entry.limits().apply(op);
    }
    String way = variant == Variant.DEFAULT ? "" : variant.id() + " ";
    return Support.no("backend " + owner + " has no " + way + "kernel for " + op.type());
  }

  /**
   * The kernel of that op.
   *
   * @throws KernelException if the backend has no kernel for this op
   */
  public Kernel create(Op op, C context) {
    return create(op, Variant.DEFAULT, context);
  }

  /** The kernel of that op that computes it that way. */
  public Kernel create(Op op, Variant variant, C context) {
    Support support = support(op, variant);
    if (!support.possible()) {
      throw new KernelException(support.reason());
    }
    return entries.get(new Key(op.getClass(), variant)).factory().create(op, context);
  }
}
