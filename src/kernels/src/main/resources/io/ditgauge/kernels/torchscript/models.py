  def timestep_features(self: __torch__.Kernels, t: Tensor) -> Tensor:
    exponents = torch.arange(128, dtype=6, device=ops.prim.device(t))
    frequencies = torch.exp(torch.mul(exponents, -0.0719557841560639))
    angles = torch.mul(torch.unsqueeze(torch.to(t, 6), 1), frequencies)
    return torch.to(torch.cat([torch.cos(angles), torch.sin(angles)], 1), ops.prim.dtype(t))
  def dit_forward(self: __torch__.Kernels, x: Tensor, t: Tensor, w: Tensor, b: Tensor, positions: Tensor, embedder: List[Tensor], table: Tensor, labels: List[int], blocks: List[Tensor], last: List[Tensor], stride: List[int], grid: List[int], patch: List[int], H: int, packed: bool) -> Tensor:
    e = torch.silu((self).linear((self).timestep_features(t), embedder[0], embedder[1], packed))
    rows = torch.index_select(table, 0, torch.tensor(labels, dtype=4, device=ops.prim.device(table)))
    c = torch.add((self).linear(e, embedder[2], embedder[3], packed), rows)
    y = torch.contiguous(torch.add((self).patch_embed(x, w, b, stride), positions))
    for i in range(torch.floordiv(torch.len(blocks), 10)):
      k = torch.mul(i, 10)
      y = (self).block(y, c, blocks[k], blocks[torch.add(k, 1)], blocks[torch.add(k, 2)], blocks[torch.add(k, 3)], blocks[torch.add(k, 4)], blocks[torch.add(k, 5)], blocks[torch.add(k, 6)], blocks[torch.add(k, 7)], blocks[torch.add(k, 8)], blocks[torch.add(k, 9)], H, packed)
    patches = (self).final_layer(y, c, last[0], last[1], last[2], last[3], packed)
    return (self).unpatchify(patches, grid, patch)
  def dit_step(self: __torch__.Kernels, x: Tensor, t: Tensor, w: Tensor, b: Tensor, positions: Tensor, embedder: List[Tensor], table: Tensor, labels: List[int], blocks: List[Tensor], last: List[Tensor], stride: List[int], grid: List[int], patch: List[int], H: int, packed: bool, guidance: float, kept: float, changed: float) -> Tensor:
    y = (self).dit_forward(torch.cat([x, x], 0), torch.cat([t, t], 0), w, b, positions, embedder, table, labels, blocks, last, stride, grid, patch, H, packed)
    noise, covariance = torch.chunk(y, 2, 1)
    given, blank = torch.chunk(noise, 2, 0)
    guided = torch.reshape(torch.lerp(blank, given, guidance), torch.size(x))
    return torch.add(torch.mul(x, kept), guided, alpha=changed)
