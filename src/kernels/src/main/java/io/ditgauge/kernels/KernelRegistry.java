package io.ditgauge.kernels;

import io.ditgauge.model.Op;
import java.util.LinkedHashMap;
import java.util.Map;

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

  private final String owner;
  private final Map<Class<? extends Op>, Factory<Op, C>> factories = new LinkedHashMap<>();

  /** An empty registry of the backend of that name. */
  public KernelRegistry(String owner) {
    this.owner = owner;
  }

  /** Registers the factory of a kind of op and returns this. */
  public <O extends Op> KernelRegistry<C> with(Class<O> type, Factory<O, C> factory) {
    factories.put(type, (op, context) -> factory.create(type.cast(op), context));
    return this;
  }

  /**
   * The kernel of that op.
   *
   * @throws KernelException if the backend has no kernel for this kind of op
   */
  public Kernel create(Op op, C context) {
    Factory<Op, C> factory = factories.get(op.getClass());
    if (factory == null) {
      throw new KernelException("backend " + owner + " has no kernel for " + op.type());
    }
    return factory.create(op, context);
  }
}
